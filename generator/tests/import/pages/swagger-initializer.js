window.onload = function() {
  window.ui = SwaggerUIBundle({
    urls: [{url: "https://example.com/v1/openapi.json", name: "v1"}],
    dom_id: '#swagger-ui'
  });
};
