// Bundles the page: `node build.mjs [FOLDER]`, by default into `dist`, which is checked in.
import { build } from "esbuild";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";

const folder = process.argv[2] ?? "dist";
await mkdir(folder, { recursive: true });
const { metafile } = await build({
  entryPoints: { app: "src/main.js", worker: "src/worker.js" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  outdir: folder,
});
await build({ entryPoints: ["src/app.css"], bundle: true, minify: true, outdir: folder });
await cp("src/index.html", `${folder}/index.html`);
await cp("src/icon.svg", `${folder}/icon.svg`);
await writeFile(`${folder}/licenses.txt`, await licenses(Object.keys(metafile.inputs)));

/** The licences of the packages that files are from. */
async function licenses(files) {
  const packages = files.map((file) => file.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean);
  const texts = [...new Set(packages)].sort().map(async (name) => {
    const { version } = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
    const own = (await readdir(`node_modules/${name}`)).find((file) => /^licen[cs]e/i.test(file));
    if (!own) throw new Error(`${name} has no licence`);
    const text = await readFile(`node_modules/${name}/${own}`, "utf8");
    return `${name} ${version}\n\n${text.replaceAll("\r\n", "\n").trim()}\n`;
  });
  const all = await Promise.all(texts);
  return `This page holds these packages.\n\n${all.join(`\n${"-".repeat(80)}\n\n`)}`;
}
