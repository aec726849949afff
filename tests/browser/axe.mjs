// Runs axe-core over pages and widths; prints one JSON document. Usage: node axe.mjs CHROMIUM BASE PAGE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const [, , chromium, base, ...pages] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"];
const SETTINGS = [
  { width: 320, features: [] },
  { width: 768, features: [] },
  { width: 1280, features: [] },
  { width: 1280, features: [{ name: "prefers-color-scheme", value: "dark" }] },
  { width: 1280, features: [{ name: "forced-colors", value: "active" }] },
];

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  timeout: 0, // a busy machine is no reason to fail
  protocolTimeout: 0,
});
const results = [];
const requests = new Set();
try {
  for (const page of pages) {
    const tab = await browser.newPage();
    const session = await tab.createCDPSession();
    tab.on("request", (request) => requests.add(new URL(request.url()).origin));
    // read once: what depends on width and colours is laid out anew by the browser itself
    await tab.goto(`${base}/${page}`, { waitUntil: "load", timeout: 0 });
    await tab.evaluate(axe);
    for (const { width, features } of SETTINGS) {
      await tab.setViewport({ width, height: 900 });
      // straight to the browser: puppeteer's own function does not know forced-colors
      await session.send("Emulation.setEmulatedMedia", { features });
      const found = await tab.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
      const scrollWidth = await tab.evaluate(() => document.documentElement.scrollWidth);
      const firstFocus = await tab.evaluate(() => document.querySelector("a")?.className ?? "");
      results.push({
        page,
        setting: `${width}${features.map((f) => ` ${f.value}`).join("")}`,
        width,
        scrollWidth,
        firstFocus,
        passes: found.passes.length,
        incomplete: found.incomplete.map((r) => r.id),
        violations: found.violations.map((r) => ({
          id: r.id,
          help: r.help,
          nodes: r.nodes.slice(0, 3).map((n) => `${n.target.join(" ")}: ${n.failureSummary}`),
        })),
      });
    }
    await tab.close();
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify({ results, origins: [...requests] }));
