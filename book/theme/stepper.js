// Makes a stepper of each recorded scene. Without this file a scene is still a timeline, a question
// and all steps in words.
"use strict";
(() => {
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const button = (label, sign) => {
    const element = make("button", "step", sign);
    element.type = "button";
    element.setAttribute("aria-label", label);
    return element;
  };

  // What is so after the events 0..=at: the events alone tell it.
  const world = ({ nodes, events }, at) => {
    const now = {
      stack: [],
      clock: 0,
      queue: [],
      thread: "polls",
      futures: nodes.map(() => ({ life: "unpolled", state: "" })),
    };
    const several = events.some(({ event }) => event === "spawn");
    const again = new Set();
    for (const { event, node, of, state, ready, fresh, milliseconds } of events.slice(0, at + 1)) {
      const future = now.futures[node];
      if (event === "spawn") {
        now.queue.push(node);
        if (now.stack.length === 0) now.thread = "has something to poll";
      }
      // Woken while it is polled, a task is queued when its poll is over.
      if (event === "wake" && fresh && nodes[of]?.parent === null)
        now.stack.includes(of) ? again.add(of) : now.queue.push(of);
      if (event === "poll") now.queue = now.queue.filter((queued) => queued !== node);
      if (event === "polled" && again.delete(node)) now.queue.push(node);
      if (event === "poll") {
        now.thread = "polls";
        now.stack.push(node);
        future.life = "polled";
        future.state = state ?? "";
      } else if (event === "polled") {
        now.stack.pop();
        future.life = ready ? "ready" : "pending";
        future.state = state ?? "";
        if (now.stack.length === 0)
          now.thread = now.woken ? "has something to poll" : "has nothing to poll";
        if (ready && now.stack.length === 0 && !several) now.thread = "is done";
        if (several && now.stack.length === 0)
          now.thread = now.queue.length ? "has something to poll" : "has nothing to poll";
      } else if (event === "drop") {
        future.life = "dropped";
        future.state = "";
      } else if (event === "wake") {
        now.woken = fresh || now.woken;
        if (now.stack.length === 0) now.thread = "has something to poll";
      } else if (event === "sleep") {
        now.clock += milliseconds;
        now.thread = "sleeps";
      } else if (event === "hang") {
        now.thread = "sleeps for ever";
      }
      if (event === "poll") now.woken = false;
    }
    if (!several) now.queue = null;
    return now;
  };

  const queued = ({ nodes }, queue) =>
    queue.map((node) => nodes[node].name).join(", ") || "nobody";

  const wordsOfThreads = {
    unpolled: "has not run yet",
    polled: "runs",
    pending: "is stopped",
    ready: "has ended",
    dropped: "is gone",
  };

  const captions = {
    polls: "the processor is busy",
    "has something to poll": "the processor has somebody to run",
    "has nothing to poll": "the processor has nobody to run",
    "sleeps for ever": "the processor has nobody to run any more",
  };

  const words = {
    unpolled: "not polled yet",
    polled: "being polled",
    pending: "pending",
    ready: "has said Ready",
    dropped: "dropped",
  };

  // The futures as a tree, with how they print themselves.
  const tree = ({ nodes, depths }) => {
    const list = make("ul", "tree");
    const rows = nodes.map((node, index) => {
      const row = make("li");
      row.style.setProperty("--depth", depths[index]);
      const life = make("span", "life");
      const state = make("code", "state");
      row.append(make("b", "", node.name), life, state);
      list.append(row);
      return { row, life, state };
    });
    return { list, rows };
  };

  // The bytes of the root, and in them those of each future that lies there.
  const memory = ({ nodes, depths, size }) => {
    const box = make("div", "memory");
    const bar = make("div", "bytes");
    const alone = size !== null;
    const plural = size === 1 ? "byte" : "bytes";
    const caption = size ? `memory: ${size} ${plural}` : "memory: none at all";
    if (alone) box.append(make("p", "caption", caption));
    if (size) box.append(bar);
    const inside = nodes.map((node) => node.offset !== null);
    const deepest = Math.max(0, ...depths.filter((_, index) => inside[index]));
    bar.style.setProperty("--rows", deepest + 1);
    const cells = nodes.map((node, index) => {
      const cell = make("div", "cell");
      if (!inside[index]) return cell;
      cell.append(make("b", "", node.name), ` ${node.size} at ${node.offset}`);
      const unit = node.size === 1 ? "byte" : "bytes";
      cell.title = `${node.name}: ${node.size} ${unit}, from byte ${node.offset} on`;
      cell.style.left = `${(100 * node.offset) / size}%`;
      cell.style.width = `${(100 * node.size) / size}%`;
      cell.style.setProperty("--row", depths[index]);
      bar.append(cell);
      return cell;
    });
    return { box, cells };
  };

  const start = (figure) => {
    const told = JSON.parse(figure.querySelector("script").textContent);
    const spoken = [...figure.querySelectorAll(".words li")];
    const steps = spoken.map((step) => step.innerHTML);
    const texts = spoken.map((step) => step.textContent);
    const line = figure.querySelector(".scroll");
    const picture = figure.querySelector(".timeline");
    const mark = picture.querySelector(".now");
    const { left, step: width } = Object.fromEntries(
      Object.entries(picture.dataset).map(([k, v]) => [k, +v]),
    );
    const last = told.events.length - 1;
    const threads = told.cast === "threads";
    figure.querySelector(".question")?.remove();
    figure.querySelector(".words").open = false;

    const bar = make("div", "controls");
    const back = button("Step back", "‹");
    const on = button("Step on", "›");
    const slider = make("input");
    Object.assign(slider, { type: "range", min: 0, max: last, value: 0 });
    slider.setAttribute("aria-label", "Step");
    const count = make("span", "count");
    bar.append(back, slider, on, count);
    const said = make("p", "said");
    said.setAttribute("aria-live", "polite");
    const quiz = make("div", "quiz");
    quiz.setAttribute("role", "group");
    quiz.setAttribute("aria-label", "A guess");
    const thread = make("p", "caption");
    const queue = make("p", "caption queue");
    const { list, rows } = tree(told);
    const { box, cells } = memory(told);
    const futures = make("div", "futures");
    futures.append(thread, queue, list);
    const panes = make("div", "panes");
    panes.append(futures, box);
    line.after(bar, said, quiz, panes);

    let at = 0;
    let open = told.guess;

    // The recording answers: a wrong guess stays here, the right one steps on.
    const ask = () => {
      quiz.replaceChildren(make("p", "", `What happens at step ${open.step + 1}?`));
      for (const answer of open.answers) {
        const choice = make("button", "guess");
        choice.type = "button";
        choice.innerHTML = answer;
        // Compared as text: mdBook gives every `code` of the page a class.
        const right = choice.textContent === texts[open.step];
        choice.onclick = () => {
          if (right) {
            const { step } = open;
            open = null;
            show(step);
            said.prepend("Yes. ");
            on.focus();
          } else {
            choice.disabled = true;
            choice.append(" No.");
          }
        };
        quiz.append(choice);
      }
      quiz.querySelector("button").focus();
    };

    const show = (to) => {
      if (open && at < open.step && to >= open.step) {
        // Whoever runs past the question is stopped before it.
        if (at !== open.step - 1) show(open.step - 1);
        return ask();
      }
      quiz.replaceChildren();
      at = Math.min(last, Math.max(0, to));
      const now = world(told, at);
      slider.value = at;
      back.disabled = at === 0;
      on.disabled = at === last;
      count.textContent = `${at + 1} of ${last + 1}`;
      slider.setAttribute("aria-valuetext", count.textContent);
      said.innerHTML = steps[at];
      thread.textContent = threads
        ? captions[now.thread]
        : `the thread ${now.thread}; the clock shows ${now.clock} ms`;
      queue.textContent = now.queue && `the run queue: ${queued(told, now.queue)}`;
      now.futures.forEach(({ life, state }, index) => {
        const { row, life: label, state: code } = rows[index];
        row.dataset.life = cells[index].dataset.life = life;
        row.classList.toggle("top", now.stack.at(-1) === index);
        label.textContent = (threads ? wordsOfThreads : words)[life];
        code.textContent = state;
      });
      const x = left + at * width;
      mark.setAttribute("x", x);
      mark.setAttribute("visibility", "visible");
      if (x < line.scrollLeft + left || x + 3 * width > line.scrollLeft + line.clientWidth) {
        line.scrollLeft = x - line.clientWidth / 2;
      }
      figure.dataset.at = at;
    };

    back.onclick = () => show(at - 1);
    on.onclick = () => show(at + 1);
    slider.oninput = () => {
      show(+slider.value);
      slider.value = at;
    };
    picture.onclick = (event) => {
      const scale = picture.getBoundingClientRect();
      const x = ((event.clientX - scale.left) * picture.viewBox.baseVal.width) / scale.width;
      if (x >= left) show(Math.floor((x - left) / width));
    };
    // mdBook turns pages with the arrow keys; in here they step.
    figure.addEventListener("keydown", (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      show(to);
    });
    figure.classList.add("live");
    show(0);
  };

  for (const figure of document.querySelectorAll("figure.scene")) start(figure);
})();
