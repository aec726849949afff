// Reads pages from disk, with and without script. Usage: node offline.mjs CHROMIUM FOLDER PAGE...
// Prints one JSON document: what a reader sees, whether the links of the menu and the search lead
// somewhere, and how far the answer of the start page reaches on a telephone.
import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [, , chromium, folder, ...pages] = process.argv;
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const address = (page) => `${pathToFileURL(folder)}/${page}`;
const results = [];
const outside = new Set();
try {
  for (const scripted of [true, false]) {
    const tab = await browser.newPage();
    await tab.setJavaScriptEnabled(scripted);
    tab.on("request", (r) => r.url().startsWith("file:") || outside.add(r.url()));
    for (const page of pages) {
      await tab.setViewport({ width: 390, height: 844 });
      await tab.goto(address(page), { waitUntil: "load" });
      const seen = await tab.evaluate(() => ({
        text: document.querySelector("main").innerText,
        links: [...document.querySelectorAll("a[href]")].map((a) => a.href),
        scripts: document.scripts.length,
        styled: getComputedStyle(document.querySelector("main")).fontFamily,
        answer: document.querySelector(".themes")?.getBoundingClientRect().bottom ?? 0,
      }));
      const dead = seen.links
        .filter((href) => href.startsWith("file:"))
        .filter((href) => !existsSync(fileURLToPath(href.split("#")[0])));
      results.push({ page, scripted, ...seen, links: seen.links.length, dead });
    }
    await tab.close();
  }
  // a reader searches the page of everything for a word, and opens what is found
  const tab = await browser.newPage();
  await tab.goto(address("zoeken.html"), { waitUntil: "load" });
  const found = await tab.evaluate(() => window.find("Aandeel van de doelgroep", false, false, true));
  const href = await tab.evaluate(
    () => getSelection().anchorNode?.parentElement?.closest("a")?.href ?? "",
  );
  if (href) await tab.goto(href, { waitUntil: "load" });
  const heading = await tab.evaluate(() => document.querySelector("h1").innerText);
  // the keyboard: every stop shows where one is
  await tab.goto(address("index.html"), { waitUntil: "load" });
  const stops = [];
  for (let n = 0; n < 15; n += 1) {
    await tab.keyboard.press("Tab");
    stops.push(
      await tab.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        const words = document.activeElement.innerText;
        return { words, outline: style.outlineStyle, width: parseFloat(style.outlineWidth) };
      }),
    );
  }
  console.log(JSON.stringify({ results, outside: [...outside], found, heading, stops }));
} finally {
  await browser.close();
}
