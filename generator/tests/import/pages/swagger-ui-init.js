
window.onload = function() {
  // Build a system
  var url = window.location.search.match(/url=([^&]+)/);
  if (url && url.length > 1) {
    url = decodeURIComponent(url[1]);
  } else {
    url = window.location.origin;
  }
  var options = {
  "swaggerDoc": {
  "swagger": "2.0",
  "info": {
    "title": "T </x> \"q\"",
    "version": "1",
    "description": "A brace } and a \"quote\" // no comment"
  },
  "paths": {
    "/express": {
      "get": {
        "responses": {
          "200": {
            "description": "ok"
          }
        }
      }
    }
  },
  "definitions": {
    "openapi": {
      "type": "object",
      "properties": {
        "openapi": {
          "type": "string",
          "example": "3.0.0"
        }
      }
    }
  }
},
  "customOptions": {"url": "/other"}
};
  url = options.swaggerUrl || url
  var ui = SwaggerUIBundle({url: url, spec: options.swaggerDoc})
}
