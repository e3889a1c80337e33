$version: "2"
namespace example.things
service Things { version: "1" }
