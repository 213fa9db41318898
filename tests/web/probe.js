// run inside a page by the tests: what a reader who has no mouse, little room or another taste meets there
({
  // what is wider than the page, where the page can be scrolled sideways
  wide() {
    const page = document.documentElement;
    const over = page.scrollWidth - page.clientWidth;
    if (over <= 0) return [];
    const contained = (e) => {
      for (let p = e.parentElement; p && p !== page; p = p.parentElement)
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(p).overflowX)) return true;
      return false;
    };
    const beyond = [...document.querySelectorAll("body *")].filter(
      (e) => e.getBoundingClientRect().right > page.clientWidth + 1 && !contained(e));
    return [`${over}px`, ...beyond.slice(0, 5).map((e) => `${e.tagName}.${e.getAttribute("class") ?? ""} ${e.textContent.slice(0, 40).trim()}`)];
  },

  // from now on, note what the keyboard reaches
  watch() {
    window.reached = [];
    document.addEventListener("focusin", (event) => window.reached.push(event.target));
  },

  name(e) {
    return `${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}.${e.getAttribute("class") ?? ""} ${(e.textContent || e.name || "").slice(0, 40).trim()}`;
  },

  // all that the keyboard should stop at: what is drawn, and not taken out
  stops() {
    const some = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    const radios = new Set();
    return [...document.querySelectorAll(some)].filter((e) => {
      if (e.tabIndex < 0 || e.disabled || !e.checkVisibility({ visibilityProperty: true })) return false;
      if (e.getClientRects().length === 0) return false;
      // a group of radio buttons is one stop
      if (e.type !== "radio") return true;
      const group = `${e.form?.id}/${e.name}`;
      return !radios.has(group) && radios.add(group);
    });
  },

  missed() {
    const reached = new Set(window.reached);
    const grouped = (e) => e.type === "radio" && [...reached].some((r) => r.type === "radio" && r.name === e.name);
    return this.stops().filter((e) => !reached.has(e) && !grouped(e)).map(this.name);
  },

  // stops that look the same with the focus and without it; the last key pressed has to be one of the keyboard's
  unseen() {
    const face = (e) => {
      const style = getComputedStyle(e);
      const outline = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
      const more = ["boxShadow", "backgroundColor", "borderColor", "borderWidth", "fill", "stroke", "strokeWidth", "textDecoration"];
      return [outline, ...more.map((name) => style[name])].join("|");
    };
    // the focus may be seen on what is within, as on the dot of a drawing, or around, as on the label of a field
    const look = (e) => [e, e.labels?.[0], e.parentElement, ...[...e.querySelectorAll("*")].slice(0, 12)].filter(Boolean).map(face).join();
    return this.stops().filter((e) => {
      document.activeElement?.blur();
      const before = look(e);
      e.focus({ preventScroll: true });
      return document.activeElement === e && look(e) === before;
    }).map(this.name);
  },

  // positive tabindex puts the keyboard's order against the order of the page
  disordered() {
    return [...document.querySelectorAll("[tabindex]")].filter((e) => e.tabIndex > 0).map(this.name);
  },

  // what moves by itself, or glides
  moving() {
    const slow = [...document.querySelectorAll("*")].filter((e) => {
      const style = getComputedStyle(e);
      const lasts = (times) => times.split(",").some((t) => parseFloat(t) > 0);
      return lasts(style.transitionDuration) || lasts(style.animationDuration) || style.scrollBehavior === "smooth";
    });
    return [...slow.map(this.name), ...document.getAnimations().map(String)];
  },

  // what a policy without inline code would refuse, and what loads from elsewhere
  inline() {
    const found = [];
    for (const e of document.querySelectorAll("*"))
      for (const a of e.attributes)
        if (a.name.startsWith("on") || a.name === "style") found.push(`${this.name(e)} ${a.name}=${a.value}`);
    for (const e of document.querySelectorAll("script:not([src]), style")) found.push(this.name(e));
    return found;
  },

  landmarks() {
    return {
      h1: document.querySelectorAll("h1").length,
      main: document.querySelectorAll("main").length,
      title: document.title,
      lang: document.documentElement.lang,
      doubled: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i),
    };
  },
});
