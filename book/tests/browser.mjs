// Looks at the finished book in a real browser: `cargo run -p longhand-book`, then
// `node --test book/tests/browser.mjs`. No package is needed but Chromium, which is driven over its
// debugging pipe. Without Chromium the test is skipped, or fails if REQUIRE_BROWSER=1.
// CHROMIUM=path names another browser, SHOTS=folder keeps pictures of what it saw.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const built = resolve(import.meta.dirname, "../book");
const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromium = (process.env.CHROMIUM ? [process.env.CHROMIUM] : known).find((path) =>
  existsSync(path),
);
const missing =
  (!chromium && "no Chromium in /usr/bin; CHROMIUM=path names another place") ||
  (!existsSync(join(built, "index.html")) && "no book: run `cargo run -p longhand-book` first");
const shots = process.env.SHOTS;
const widths = [360, 768, 1280, 1920];
const themes = ["light", "rust", "coal", "navy", "ayu"];

class Browser {
  static async open() {
    const browser = new Browser();
    browser.profile = mkdtempSync(join(tmpdir(), "longhand-book-"));
    const quiet = [
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ];
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      "--remote-debugging-pipe",
    ];
    browser.process = spawn(
      chromium,
      [...flags, ...quiet, `--user-data-dir=${browser.profile}`, "about:blank"],
      {
        stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      },
    );
    Object.assign(browser, { calls: new Map(), last: 0, events: [], waiting: [] });
    browser.listen();
    const { targetInfos } = await browser.call("Target.getTargets");
    const { targetId } = targetInfos.find(({ type }) => type === "page");
    ({ sessionId: browser.session } = await browser.call("Target.attachToTarget", {
      targetId,
      flatten: true,
    }));
    for (const domain of ["Page", "Runtime", "Log", "Network", "DOM"])
      await browser.call(`${domain}.enable`);
    return browser;
  }

  // Messages are JSON, each ended by a zero byte.
  listen() {
    let text = "";
    this.process.stdio[4].setEncoding("utf8").on("data", (data) => {
      text += data;
      for (let end = text.indexOf("\0"); end >= 0; end = text.indexOf("\0")) {
        this.hear(JSON.parse(text.slice(0, end)));
        text = text.slice(end + 1);
      }
    });
  }

  hear(message) {
    if (message.id === undefined) {
      this.events.push(message);
      const mine = this.waiting.filter(({ method }) => method === message.method);
      this.waiting = this.waiting.filter(({ method }) => method !== message.method);
      mine.forEach(({ done }) => done(message.params));
      return;
    }
    const { done, failed } = this.calls.get(message.id);
    this.calls.delete(message.id);
    if (message.error) failed(new Error(message.error.message));
    else done(message.result);
  }

  call(method, params = {}) {
    const id = ++this.last;
    this.process.stdio[3].write(
      `${JSON.stringify({ id, method, params, sessionId: this.session })}\0`,
    );
    return new Promise((done, failed) => this.calls.set(id, { done, failed }));
  }

  heard(method) {
    return new Promise((done) => this.waiting.push({ method, done }));
  }

  async go(page, { width = 1280, height = 900, scripts = true } = {}) {
    await this.call("Emulation.setScriptExecutionDisabled", { value: !scripts });
    await this.call("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 600,
    });
    const loaded = this.heard("Page.loadEventFired");
    await this.call("Page.navigate", { url: `${pathToFileURL(built)}/${page}` });
    await loaded;
  }

  async run(expression) {
    const { result, exceptionDetails } = await this.call("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? expression);
    return result.value;
  }

  async key(key, code) {
    for (const type of ["rawKeyDown", "keyUp"]) {
      await this.call("Input.dispatchKeyEvent", {
        type,
        key,
        code: key,
        windowsVirtualKeyCode: code,
      });
    }
  }

  async click(selector) {
    await this.run(
      `document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: "center" })`,
    );
    const place = `(() => {
      const r = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
      return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()`;
    const { x, y } = await this.run(place);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.call("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
  }

  // How many elements there are, which needs no script of the page's.
  async count(selector) {
    const { root } = await this.call("DOM.getDocument", { depth: 0 });
    const { nodeIds } = await this.call("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
    return nodeIds.length;
  }

  async shot(name, whole = false) {
    if (!shots) return;
    const { cssContentSize } = await this.call("Page.getLayoutMetrics");
    const clip = whole ? { ...cssContentSize, scale: 1 } : undefined;
    const { data } = await this.call("Page.captureScreenshot", {
      format: "png",
      captureBeyondViewport: whole,
      clip,
    });
    writeFileSync(join(shots, `${name}.png`), Buffer.from(data, "base64"));
  }

  async close() {
    const gone = new Promise((done) => this.process.on("exit", done));
    await this.call("Browser.close").catch(() => {});
    await gone;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

let browser;
const skip = process.env.REQUIRE_BROWSER === "1" ? false : missing;
const pages = missing
  ? []
  : readdirSync(built).filter(
      (name) => name.endsWith(".html") && !["toc.html", "print.html", "404.html"].includes(name),
    );

before(async () => {
  if (skip) return;
  assert.ok(!missing, missing || undefined);
  browser = await Browser.open();
});
after(() => browser?.close());

const scene = (name) => `figure.scene[data-scene="${name}"]`;
const of = (name) => `document.querySelector('${scene(name)}')`;
const at = (name) => browser.run(`${of(name)}.dataset.at`);
const turn = (name, to) =>
  browser.run(
    `(() => { const s = ${of(name)}.querySelector("input"); s.value = ${to}; s.oninput(); })()`,
  );

test("every page loads, and every scene in it is live", { skip }, async () => {
  assert.ok(pages.length >= 4);
  for (const page of pages) {
    await browser.go(page);
    const [all, live] = [
      await browser.count("figure.scene"),
      await browser.count("figure.scene.live"),
    ];
    assert.equal(live, all, page);
    await browser.shot(`page-${page}`, true);
  }
});

test("it steps by click, by key and by the picture", { skip }, async () => {
  await browser.go("join.html");
  assert.equal(await at("join"), "0");
  await browser.click(`${scene("join")} [aria-label="Step on"]`);
  assert.equal(await at("join"), "1");
  assert.match(
    await browser.run(`${of("join")}.querySelector(".said").textContent`),
    /^join polls a, which is Sleep/,
  );
  await browser.key("ArrowRight", 39);
  await browser.key("ArrowRight", 39);
  await browser.key("ArrowLeft", 37);
  assert.equal(await at("join"), "2");
  assert.match(
    await browser.run("location.href"),
    /join\.html/,
    "an arrow key in a figure turns no page",
  );
  assert.equal(
    await browser.run(`${of("join")}.querySelector(".top .state").textContent`),
    "Join { state: Both }",
  );
  await browser.click(`${scene("join")} .timeline`);
  const middle = await browser.run(`(() => {
    const { dataset, viewBox } = ${of("join")}.querySelector(".timeline");
    return Math.floor((viewBox.baseVal.width / 2 - dataset.left) / dataset.step); })()`);
  assert.equal(await at("join"), String(middle), "the middle of the picture");
});

test(
  "every scene goes from its first step to its last, whoever guesses on the way",
  { skip },
  async () => {
    for (const page of pages) {
      await browser.go(page);
      const wrong =
        await browser.run(`[...document.querySelectorAll("figure.scene")].filter((figure) => {
      const words = [...figure.querySelectorAll(".words li")].map((li) => li.textContent);
      const on = figure.querySelector('[aria-label="Step on"]');
      const said = () => figure.querySelector(".said").textContent.replace("Yes. ", "");
      for (let step = 1; step < words.length; step++) {
        on.click();
        for (const guess of figure.querySelectorAll(".guess")) guess.click();
        if (+figure.dataset.at !== step || said() !== words[step]) return true;
      }
      return !on.disabled;
    }).map((figure) => figure.dataset.scene)`);
      assert.deepEqual(wrong, [], page);
    }
  },
);

test("the last step leaves nothing alive", { skip }, async () => {
  await browser.go("join.html");
  await browser.run(`${of("join-shorthand")}.querySelector("input").focus()`);
  await browser.key("End", 35);
  const lives = await browser.run(
    `[...${of("join-shorthand")}.querySelectorAll("li[data-life]")].map((li) => li.dataset.life)`,
  );
  assert.deepEqual(lives, ["dropped", "dropped", "dropped"]);
});

test("the run queue of an executor is what its events make of it", { skip }, async () => {
  await browser.go("task.html");
  const queue = async (step) => {
    await turn("tasks", step - 1);
    assert.equal(await at("tasks"), String(step - 1));
    return browser.run(`${of("tasks")}.querySelector(".queue").textContent`);
  };
  assert.equal(await queue(1), "the run queue: main");
  assert.equal(await queue(4), "the run queue: page, beat");
  assert.equal(await queue(6), "the run queue: beat");
  assert.equal(await queue(14), "the run queue: nobody");
  assert.equal(await queue(15), "the run queue: page");
  await browser.go("join.html");
  assert.equal(await browser.run(`${of("join")}.querySelector(".queue").textContent`), "");
});

test("a scene of threads tells of a processor and its run queue", { skip }, async () => {
  await browser.go("threads.html");
  const text = (selector) =>
    browser.run(`${of("threads-locked")}.querySelector(${JSON.stringify(selector)}).textContent`);
  await turn("threads-locked", 6);
  assert.equal(await text(".futures .caption"), "the processor has somebody to run");
  assert.equal(await text(".queue"), "the run queue: mail, news");
  await turn("threads-locked", 10);
  assert.equal(await text(".queue"), "the run queue: news");
  assert.equal(await text('[data-life="pending"] .life'), "is stopped");
  assert.equal(await text(".words li:last-child"), "mail ends.");
});

test("outside of a figure the arrow keys still turn pages", { skip }, async () => {
  await browser.go("join.html");
  const loaded = browser.heard("Page.loadEventFired");
  await browser.key("ArrowRight", 39);
  await loaded;
  assert.match(await browser.run("location.href"), /select\.html/);
});

test("a guess is asked once, and the recording answers it", { skip }, async () => {
  await browser.go("join.html");
  await turn("join", 20);
  assert.equal(await at("join"), "12", "who runs past the question is stopped before it");
  const choices = `[...${of("join")}.querySelectorAll(".guess")]`;
  assert.equal(await browser.run(`${choices}.length`), 3);
  const right = await browser.run(`${of("join")}.querySelectorAll(".words li")[13].textContent`);
  await browser.run(
    `${choices}.filter((g) => g.textContent !== ${JSON.stringify(right)})[0].click()`,
  );
  assert.equal(await at("join"), "12");
  await browser.run(`${of("join")}.scrollIntoView()`);
  await browser.shot("guess");
  await browser.run(`${choices}.find((g) => g.textContent === ${JSON.stringify(right)}).click()`);
  assert.equal(await at("join"), "13");
  await turn("join", 5);
  await turn("join", 20);
  assert.equal(await at("join"), "20", "it is not asked again");
  await browser.run(`${of("join")}.scrollIntoView()`);
  await browser.shot("stepped");
});

for (const width of widths) {
  test(`nothing is too wide for ${width} pixels`, { skip }, async () => {
    for (const page of pages) {
      await browser.go(page, { width });
      const over = await browser.run(`Math.max(...["html", ".page", ".content"]
        .map((q) => document.querySelector(q))
        .filter(Boolean).map((e) => e.scrollWidth - e.clientWidth))`);
      assert.ok(over <= 0, `${page} is ${over} pixels too wide`);
      await browser.shot(`${width}-${page}`, true);
    }
  });
}

test("every theme has its colours", { skip }, async () => {
  const seen = new Set();
  for (const theme of themes) {
    await browser.run(`localStorage.setItem("mdbook-theme", "${theme}")`);
    await browser.go("join.html");
    assert.ok(await browser.run(`document.documentElement.classList.contains("${theme}")`), theme);
    await turn("join", 12);
    const colours = await browser.run(`(() => {
      const style = (q) => getComputedStyle(${of("join")}.querySelector(q));
      return [style(".said").color, style(".timeline .pending").fill, style(".cell").color]; })()`);
    const behind = await browser.run(`getComputedStyle(document.documentElement).backgroundColor`);
    assert.ok(!colours.includes(behind), `${theme}: ${colours} on ${behind}`);
    seen.add(colours.join());
    await browser.run(`${of("join")}.scrollIntoView()`);
    await browser.shot(`theme-${theme}`);
  }
  assert.ok(seen.size > 2);
  await browser.run("localStorage.clear()");
});

test(
  "with scripts off a scene is a picture, a question and all its steps in words",
  { skip },
  async () => {
    await browser.go("join.html", { scripts: false });
    assert.ok((await browser.count(`${scene("join")} .timeline .poll`)) > 5);
    assert.equal(await browser.count(`${scene("join")} .question li`), 3);
    assert.equal(await browser.count(`${scene("join")} .words li`), 23);
    assert.equal(await browser.count(`${scene("join")} .controls`), 0);
    await browser.shot("no-scripts", true);
  },
);

test("no page says an error or asks anyone outside", { skip }, () => {
  const errors = browser.events.filter(
    ({ method, params }) =>
      method === "Runtime.exceptionThrown" ||
      (method === "Runtime.consoleAPICalled" && params.type === "error") ||
      (method === "Log.entryAdded" && params.entry.level === "error"),
  );
  assert.deepEqual(
    errors.map(({ params }) => params),
    [],
  );
  const asked = browser.events
    .filter(({ method }) => method === "Network.requestWillBeSent")
    .map(({ params }) => params.request.url);
  assert.ok(asked.length > pages.length);
  assert.deepEqual(
    asked.filter((url) => !/^(file|data|about|blob):/.test(url)),
    [],
  );
});
