"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const VERDICTS = ["answered", "partial", "unanswered", "not_needed"];
  const BANDS = ["high", "middle", "low"];
  const MOST = 400; // ranges highlighted at most: enough for every screen, and the page stays quick
  const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
  const byId = (name) => document.getElementById(name);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  function make(tag, facts = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  // The island leaves out what the page tells already, and values that are usual.
  function complete(facts) {
    const { m = 0, s } = facts;
    const a = `${m ? `m${m + 1}-` : ""}p-${facts.i.replace(/\s+/gu, "_")}`;
    const card = byId(a);
    const r = all(":scope > .to a", card).map((link) => decodeURIComponent(link.hash.slice(1)));
    card.tabIndex = -1;
    return { v: s, w: -1, d: [], t: [], ...facts, m, a, card, r };
  }

  const points = data.points.map(complete);
  const pointAt = new Map(points.map((p) => [p.a, p]));
  document.documentElement.classList.add("js");

  // ---------------------------------------------------------------- views and links

  const views = all(".view");
  const tabs = all("nav a");

  function show(view) {
    views.forEach((v) => v.classList.toggle("shown", v === view));
    tabs.forEach((tab) => {
      if (tab.hash !== `#${view.id}`) tab.removeAttribute("aria-current");
      else {
        tab.setAttribute("aria-current", "page");
        const bar = tab.parentElement; // on a narrow screen the tabs scroll sideways
        bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
      }
    });
    if (view.id === "topics") fitGraph();
  }

  function target() {
    let name = location.hash.slice(1);
    try {
      name = decodeURIComponent(name);
    } catch {
      // a stray % in a hand-written link: taken as it is
    }
    return name ? byId(name) : null;
  }

  function reveal(element) {
    for (let e = element; e; e = e.parentElement) {
      e.hidden = false;
      if (e instanceof HTMLDetailsElement) e.open = true;
    }
  }

  function go() {
    const element = target() ?? byId("overview");
    const view = element.closest(".view") ?? byId("overview");
    show(view);
    if (element === view) {
      scrollTo(0, 0);
      return;
    }
    reveal(element);
    const point = pointAt.get(element.id);
    if (point) choose(point);
    const passage = element.id.match(/^(?:m\d+-)?r-/);
    if (passage) light([element.id]);
    if (element.matches(".topic")) lightTopic(element.id);
    const block = passage ? "center" : element.matches(".topic") ? "nearest" : "start";
    element.scrollIntoView({ block });
    element.focus({ preventScroll: true });
  }

  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // to the view that is shown, whichever it is
    document.querySelector(".view.shown").focus();
  });

  // ---------------------------------------------------------------- a point and its passages

  function light(names) {
    all("mark.on, span.on").forEach((m) => m.classList.remove("on"));
    for (const name of names) {
      all(`[data-r~="${CSS.escape(name)}"]`).forEach((m) => m.classList.add("on"));
    }
  }

  function choose(point) {
    all(".p.current").forEach((p) => p.classList.remove("current"));
    point.card.classList.add("current");
    light(point.r);
    const own = all(".w u", point.card).map((u) => fold(u.textContent)); // its words, not those of others
    all("mark.on u").forEach((u) => u.classList.toggle("faint", !own.some((w) => fold(u.textContent).includes(w))));
    const first = point.r.length && byId(point.r[0]);
    const pane = first && first.closest(".right");
    if (pane && pane.scrollHeight > pane.clientHeight) {
      pane.scrollTop += first.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
    }
  }

  function step(point, by) {
    const open = points.filter((p) => p.card.offsetParent !== null && !p.card.classList.contains("off"));
    const next = open[open.indexOf(point) + by];
    if (!next) return;
    choose(next);
    next.card.focus({ preventScroll: true });
    next.card.scrollIntoView({ block: "nearest" });
  }

  function pressed(event) {
    const card = event.target.closest?.(".p");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!card || !plain || event.target.matches("input, select, textarea, summary")) return;
    const point = pointAt.get(card.id);
    if (event.key === "j") step(point, 1);
    else if (event.key === "k") step(point, -1);
    else if (event.key === "r") judge(point, "right");
    else if (event.key === "w") judge(point, "wrong");
    else if (event.key === "Enter" && event.target === card && point.r.length) location.hash = point.r[0];
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", pressed);
  byId("statements").addEventListener("click", (event) => {
    const card = event.target.closest(".p");
    if (card && !event.target.closest("a, .review, summary")) choose(pointAt.get(card.id));
  });

  // ---------------------------------------------------------------- what is shared stands once; shown again on demand

  all(".elsewhere a").forEach((link) => {
    const button = make("button", { type: "button" }, words.show_here);
    button.addEventListener("click", () => {
      const copy = byId(link.dataset.turn).cloneNode(true);
      [copy, ...all("[id]", copy)].forEach((e) => e.removeAttribute("id"));
      button.parentElement.replaceWith(copy);
    });
    link.parentElement.append(" ", button);
  });

  // ---------------------------------------------------------------- filters

  const exchanges = all(".x").map((element) => ({
    element,
    statements: all(".s", element).map((s) => ({ element: s, points: all(".p", s).map((p) => pointAt.get(p.id)) })),
    text: null,
  }));
  for (const pane of all(".right")) {
    pane.tabIndex = 0; // it scrolls by itself, so that the keyboard has to reach it
    pane.setAttribute("role", "group");
    pane.setAttribute("aria-label", words.replies);
  }
  const strays = all(".stray");

  function textOf(exchange) {
    if (exchange.text === null) {
      const shared = all("[data-turn]", exchange.element).map((a) => byId(a.dataset.turn).textContent);
      const replies = all(".right", exchange.element).map((r) => r.textContent);
      exchange.replies = fold([...replies, ...shared].join("\n"));
      exchange.statements.forEach((s) => (s.text = fold(s.element.textContent)));
      exchange.text = true;
    }
    return exchange;
  }

  const chosen = { status: "", kind: "", speaker: "", department: "", topic: "", confidence: "", check: false, unreviewed: false, search: "" };

  function takes(p) {
    return (
      (chosen.status === "" || p.s === Number(chosen.status)) &&
      (chosen.kind === "" || p.k === Number(chosen.kind)) &&
      (chosen.speaker === "" || p.w === Number(chosen.speaker)) &&
      (chosen.department === "" || (chosen.department === "-" ? !p.d.length : p.d.includes(Number(chosen.department)))) &&
      (chosen.topic === "" || p.t.includes(Number(chosen.topic))) &&
      (chosen.confidence === "" || BANDS[p.c] === chosen.confidence) &&
      (!chosen.check || Boolean(p.x)) &&
      (!chosen.unreviewed || !entryOf(p).v)
    );
  }

  function apply() {
    const needles = chosen.search.split(/\s+/u).map(fold).filter(Boolean);
    const free = !needles.length && points.every(takes);
    let shown = 0;
    for (const exchange of exchanges) {
      const { replies, statements } = needles.length ? textOf(exchange) : exchange;
      let any = false;
      for (const s of statements) {
        const said = needles.every((n) => s.text.includes(n) || replies.includes(n));
        const taken = said ? s.points.filter(takes) : [];
        const visible = taken.length > 0 || (said && !s.points.length && !filtered());
        s.element.hidden = !visible;
        s.points.forEach((p) => p.card.classList.toggle("off", visible && !taken.includes(p)));
        shown += taken.length;
        any ||= visible;
      }
      exchange.element.hidden = !any;
    }
    strays.forEach((e) => (e.hidden = !free));
    const told = fill(words.count, { shown, total: points.length });
    count.textContent = told;
    byId("live").textContent = told;
    highlight(needles);
  }

  const filtered = () => Object.entries(chosen).some(([name, value]) => name !== "search" && value);

  function highlight(needles) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (!needles.length) return;
    const found = [];
    for (const { element } of exchanges) {
      if (found.length >= MOST) break;
      if (!element.hidden) found.push(...all(".w, .rest, .r p", element).flatMap((p) => ranges(p, needles)));
    }
    CSS.highlights.set("found", new Highlight(...found.slice(0, MOST)));
  }

  function ranges(paragraph, needles) {
    let text = "";
    const spots = [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".bk")) continue;
      let at = 0;
      for (const char of node.data) {
        const folded = fold(char);
        for (let i = 0; i < folded.length; i++) spots.push([node, at, at + char.length]);
        text += folded;
        at += char.length;
      }
    }
    const found = [];
    for (const needle of needles) {
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
        const range = new Range();
        range.setStart(spots[at][0], spots[at][1]);
        const [node, , end] = spots[at + needle.length - 1];
        range.setEnd(node, end);
        found.push(range);
      }
    }
    return found;
  }

  const count = make("p", { className: "count" });

  function picker(name, options) {
    const select = make("select", { id: `f-${name}` }, make("option", { value: "" }, words.all));
    options.forEach(([value, text]) => select.append(make("option", { value }, text)));
    select.addEventListener("change", () => {
      chosen[name] = select.value;
      apply();
    });
    return make("label", {}, words[name], select);
  }

  function tick(name) {
    const box = make("input", { type: "checkbox", id: `f-${name}` });
    box.addEventListener("change", () => {
      chosen[name] = box.checked;
      apply();
    });
    return make("label", { className: "tick" }, box, words[name]);
  }

  function search() {
    const box = make("input", { type: "search", id: "f-search", autocomplete: "off" });
    let timer = 0;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        chosen.search = box.value;
        apply();
      }, 120);
    });
    return make("label", { className: "find" }, words.search, box);
  }

  // The names of statuses, kinds and bands stand in the cards; only values that occur are offered.
  function present(property, label) {
    const names = new Map();
    points.forEach((p) => names.has(p[property]) || names.set(p[property], label(p)));
    return [...names];
  }

  function filters() {
    const form = make("form", { role: "search" });
    form.append(
      search(),
      picker("status", present("s", (p) => words[VERDICTS[p.s]]).sort((a, b) => a[0] - b[0])),
      picker("kind", present("k", (p) => p.card.querySelector("i").textContent).sort((a, b) => a[0] - b[0])),
    );
    const lists = { speaker: data.speakers, department: data.departments, topic: data.topics.map(([, label]) => label) };
    for (const [name, list] of Object.entries(lists)) {
      const options = list.map((text, at) => [at, text]);
      if (name === "department" && points.some((p) => !p.d.length)) options.push(["-", words.nobody]);
      if (options.length) form.append(picker(name, options));
    }
    form.append(picker("confidence", BANDS.map((b) => [b, words[b]])), tick("check"), tick("unreviewed"));
    const clear = make("button", { type: "reset" }, words.clear);
    form.append(clear);
    form.addEventListener("reset", () => {
      Object.keys(chosen).forEach((name) => (chosen[name] = typeof chosen[name] === "boolean" ? false : ""));
      apply();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    return make("details", { className: "filters", open: innerWidth > 640 }, make("summary", {}, words.filters), form, count);
  }

  // ---------------------------------------------------------------- review

  const store = (() => {
    try {
      const probe = "townmeeting:probe";
      localStorage.setItem(probe, "1");
      localStorage.removeItem(probe);
      return localStorage;
    } catch {
      return null; // storage switched off: entries live as long as the page
    }
  })();
  const WHO = "townmeeting:who";
  const keys = data.meetings.map((m) => `townmeeting:${m.sources[0]}:${m.id}`);
  const kept = keys.map((key) => {
    try {
      return JSON.parse(store?.getItem(key) ?? "{}") ?? {};
    } catch {
      return {};
    }
  });

  // An entry is {v: "right" | "wrong" | a verdict | "", n: remark, w: when, f: fields ever written out}.
  const nameOf = (p) => `${p.i}/${p.h}`;
  const entryOf = (p) => kept[p.m][nameOf(p)] ?? {};

  function save(p, entry) {
    if (entry.v || entry.n || entry.f) kept[p.m][nameOf(p)] = entry;
    else delete kept[p.m][nameOf(p)];
    try {
      store?.setItem(keys[p.m], JSON.stringify(kept[p.m]));
    } catch {
      tell(words.not_kept); // the browser's storage is full
    }
    paint(p);
    sumUp();
  }

  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const tell = (text) => (byId("live").textContent = note.textContent = text);

  function judge(p, value) {
    const entry = entryOf(p);
    save(p, { ...entry, v: entry.v === value ? "" : value, w: now() });
  }

  function paint(p) {
    const { v = "", n = "" } = entryOf(p);
    p.card.classList.toggle("reviewed", Boolean(v));
    p.ui.right.setAttribute("aria-pressed", v === "right");
    p.ui.wrong.setAttribute("aria-pressed", v === "wrong");
    p.ui.status.value = VERDICTS.includes(v) ? v : "";
    if (document.activeElement !== p.ui.remark) p.ui.remark.value = n;
  }

  function equip(p) {
    const about = `${p.i} `;
    const right = make("button", { type: "button" }, words.right);
    const wrong = make("button", { type: "button" }, words.wrong);
    const status = make("select", { "aria-label": about + words.correct }, make("option", { value: "" }, words.correct));
    VERDICTS.forEach((v, at) => at === p.s || status.append(make("option", { value: v }, words[v])));
    const remark = make("input", { type: "text", placeholder: words.remark, "aria-label": about + words.remark });
    right.addEventListener("click", () => judge(p, "right"));
    wrong.addEventListener("click", () => judge(p, "wrong"));
    status.addEventListener("change", () => save(p, { ...entryOf(p), v: status.value, w: now() }));
    remark.addEventListener("input", () => save(p, { ...entryOf(p), n: remark.value.trim(), w: now() }));
    if (p.t.length) {
      const links = p.t.map((at) => make("a", { href: `#${data.topics[at][0]}` }, data.topics[at][1]));
      p.card.append(make("p", { className: "also" }, ...links));
    }
    p.ui = { right, wrong, status, remark };
    p.card.append(make("div", { className: "review", role: "group", "aria-label": about + words.review }, right, wrong, status, remark));
    paint(p);
  }

  // What an entry says, as fields of decisions.json. Agreeing is deciding: it fixes the status as shown.
  function saying(p, { v = "", n = "" }) {
    const said = {};
    const remark = v === "wrong" ? words.wrong_remark + n : n;
    if (v === "right") {
      said.confirmed = "confirmed";
      said.status = VERDICTS[p.s];
    } else if (VERDICTS.includes(v)) said.status = v;
    if (remark) said.remarks = remark;
    return said;
  }

  function recordsOf(p, who) {
    const entry = entryOf(p);
    const said = saying(p, entry);
    for (const field of entry.f ?? []) said[field] ??= ""; // written out before and taken back since
    const before = { status: VERDICTS[p.s], confirmed: p.y ? "confirmed" : "", remarks: p.n ?? "" };
    return Object.keys(said)
      .sort()
      .map((field) => ({
        field,
        who,
        when: entry.w,
        value: said[field],
        before: before[field],
        machine: VERDICTS[p.v],
        replaces: p.z ?? [],
      }));
  }

  function decisions(who) {
    const told = points.map((p) => ({ p, records: recordsOf(p, who) })).filter(({ records }) => records.length);
    return {
      format: data.format,
      schema_version: data.schema_version,
      meetings: data.meetings,
      points: told.map(({ p, records }) => ({
        meeting: data.meetings[p.m].key,
        point: p.i,
        hash: p.h,
        words: p.card.querySelector(".w").textContent.slice(0, 500),
        records,
      })),
      leftovers: [],
    };
  }

  function download() {
    const name = who.value.trim();
    if (!name) {
      tell(words.need_who);
      who.focus();
      return;
    }
    const text = `${JSON.stringify(decisions(name), null, 1)}\n`;
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "decisions.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    for (const p of points) {
      const entry = entryOf(p);
      const fields = Object.keys(saying(p, entry));
      if (fields.length) save(p, { ...entry, f: [...new Set([...(entry.f ?? []), ...fields])].sort() });
    }
    tell(words.written);
  }

  const who = make("input", { type: "text", id: "who", autocomplete: "name" });
  const done = make("span");
  const note = make("span", { className: "hint" });

  function sumUp() {
    done.textContent = fill(words.done, { done: points.filter((p) => entryOf(p).v).length, total: points.length });
  }

  function bench() {
    try {
      who.value = store?.getItem(WHO) ?? "";
    } catch {
      who.value = "";
    }
    who.addEventListener("input", () => {
      try {
        store?.setItem(WHO, who.value);
      } catch {
        tell(words.not_kept);
      }
    });
    const button = make("button", { type: "button", id: "download" }, words.download);
    button.addEventListener("click", download);
    note.textContent = store ? words.kept : words.not_kept;
    const keysHint = make("span", { className: "hint" }, words.keys);
    return make("div", { className: "sum" }, make("label", {}, words.who, " ", who), done, button, note, keysHint);
  }

  // ---------------------------------------------------------------- the graph

  const svg = byId("graph");
  const world = byId("world");
  const view = { x: 0, y: 0, k: 1 };

  function place() {
    world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k})`);
    world.classList.toggle("close", view.k >= 1.8);
  }

  function zoom(by, x = 500, y = 320) {
    const k = Math.min(8, Math.max(0.5, view.k * by));
    view.x = x - ((x - view.x) * k) / view.k;
    view.y = y - ((y - view.y) * k) / view.k;
    view.k = k;
    place();
  }

  function spot(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [x, y];
  }

  function lightTopic(name) {
    if (!svg) return;
    svg.classList.add("some");
    all("[data-t]", svg).forEach((e) => e.classList.toggle("lit", e.dataset.t === name));
    all(".topic").forEach((d) => (d.open = d.id === name));
  }

  let dragged = false; // a drag that ends on a node is no click on it

  function drag(event) {
    const start = spot(event);
    const from = { ...view };
    dragged = false;
    const move = (e) => {
      const [x, y] = spot(e);
      dragged ||= Math.hypot(x - start[0], y - start[1]) > 4;
      if (!dragged) return;
      view.x = from.x + x - start[0];
      view.y = from.y + y - start[1];
      place();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
  }

  // On a narrow screen the whole picture would be too small to read: it begins with its largest circle, enlarged.
  let fitted = false;
  function fitGraph() {
    if (!svg || fitted || !svg.clientWidth) return;
    fitted = true;
    const circles = all("circle", svg);
    if (svg.clientWidth > 600 || !circles.length) return;
    const largest = circles.reduce((a, b) => (Number(b.getAttribute("r")) > Number(a.getAttribute("r")) ? b : a));
    const [x, y] = ["cx", "cy"].map((name) => Number(largest.getAttribute(name)));
    view.k = 850 / svg.clientWidth;
    view.x = 500 - x * view.k;
    view.y = 320 - y * view.k;
    place();
  }

  function arrows(event) {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.key in moves) {
      view.x += moves[event.key][0];
      view.y += moves[event.key][1];
      place();
    } else if (event.key === "+") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else return;
    event.preventDefault();
  }

  function equipGraph() {
    if (!svg) return;
    const tool = (name, act) => {
      const button = make("button", { type: "button" }, words[name]);
      button.addEventListener("click", act);
      return button;
    };
    const whole = () => {
      Object.assign(view, { x: 0, y: 0, k: 1 });
      svg.classList.remove("some");
      all(".lit", svg).forEach((e) => e.classList.remove("lit"));
      place();
    };
    const bar = make("div", { className: "graphtools" });
    bar.append(tool("zoom_in", () => zoom(1.4)), tool("zoom_out", () => zoom(1 / 1.4)), tool("reset", whole));
    svg.before(bar);
    svg.setAttribute("tabindex", "0");
    svg.addEventListener("wheel", (e) => {
      if (!e.ctrlKey && document.activeElement !== svg) return; // the page scrolls unless the picture was chosen
      e.preventDefault();
      zoom(e.deltaY < 0 ? 1.2 : 1 / 1.2, ...spot(e));
    }, { passive: false });
    svg.addEventListener("pointerdown", drag);
    svg.addEventListener("click", (e) => dragged && e.preventDefault());
    svg.addEventListener("keydown", arrows);
    all("summary", byId("topics")).forEach((s) => s.addEventListener("click", () => {
      if (!s.parentElement.open) lightTopic(s.parentElement.id);
    }));
    for (const link of all("a", svg)) {
      link.setAttribute("tabindex", "-1"); // the keyboard has the list of topics beside the picture
      link.addEventListener("dragstart", (event) => event.preventDefault());
    }
    place();
  }

  // ---------------------------------------------------------------- begin

  points.forEach(equip);
  byId("tools").append(filters(), bench());
  sumUp();
  equipGraph();
  const everything = make("button", { type: "button", id: "print" }, words.print);
  everything.addEventListener("click", () => {
    document.documentElement.classList.add("everything");
    print();
    document.documentElement.classList.remove("everything");
  });
  document.querySelector("nav").append(everything);
  addEventListener("hashchange", go);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && !event.defaultPrevented && link.getAttribute("href") === location.hash) go(); // no change, no event
  });
  apply();
  byId("live").textContent = "";
  go();
})();
