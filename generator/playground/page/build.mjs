// Bundles the page: `node build.mjs [FOLDER]`, by default into `dist`, which is checked in.
import { build } from "esbuild";
import { cp, mkdir } from "node:fs/promises";

const folder = process.argv[2] ?? "dist";
await mkdir(folder, { recursive: true });
await build({
  entryPoints: { app: "src/main.js", worker: "src/worker.js" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
  outdir: folder,
});
await build({ entryPoints: ["src/app.css"], bundle: true, minify: true, outdir: folder });
await cp("src/index.html", `${folder}/index.html`);
await cp("src/icon.svg", `${folder}/icon.svg`);
