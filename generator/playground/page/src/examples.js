// The examples, which lie beside the page.
export const examples = {
  petstore: { title: "Petstore", document: "petstore.yaml", name: "petstore" },
  nekt: { title: "Nekt, with corrections", document: "nekt.yaml", overlay: "nekt.overlay.yaml", name: "nekt" },
  dify: { title: "Dify knowledge, with corrections", document: "dify-knowledge.yaml", overlay: "dify-knowledge.overlay.yaml", name: "dify" },
};
