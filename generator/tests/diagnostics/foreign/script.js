window.spec = {
  "openapi": "3.0.3", "info": {
