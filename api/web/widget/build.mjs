// Builds ../static/widget.js, one file without dependencies. Its first line carries the hash of the
// sources, so that tests/api/test_widget_build.py notices a stale build without node.
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

async function hash() {
  const digest = createHash("sha256");
  for (const name of (await readdir(`${here}/src`)).sort()) {
    digest
      .update(name)
      .update("\0")
      .update(await readFile(`${here}/src/${name}`))
      .update("\0");
  }
  return digest.digest("hex");
}

const cssAsText = {
  name: "css-as-text",
  setup(wrapped) {
    wrapped.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: css.code, loader: "text" };
    });
  },
};

await build({
  entryPoints: [`${here}/src/index.ts`],
  outfile: process.argv[2] ?? `${here}/../static/widget.js`,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["chrome123", "firefox125", "safari17.5"],
  legalComments: "none",
  plugins: [cssAsText],
  banner: { js: `/* Lotse. Built by api/web/widget/build.mjs, sources ${await hash()} */` },
});
