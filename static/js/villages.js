// Remembers on this device, and nowhere else, which villages were opened last; the front page offers them. Everything works without it.
"use strict";
(() => {
  const KEY = "sanshu-villages";
  const MOST = 5;
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter((one) => one && /^\d{12}$/.test(one.code) && typeof one.name === "string").slice(0, MOST) : [];
    } catch { return []; } // storage switched off, or filled by something else
  };
  const here = document.querySelector("[data-village]");
  if (here) {
    const { village: code, name } = here.dataset;
    try {
      localStorage.setItem(KEY, JSON.stringify([{ code, name }, ...read().filter((one) => one.code !== code)].slice(0, MOST)));
    } catch { return; }
  }
  const box = document.getElementById("seen");
  const kept = read();
  if (!box || !kept.length) return;
  const list = box.querySelector("ul");
  kept.forEach(({ code, name }) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    const title = document.createElement("span");
    title.className = "line-title";
    title.lang = "zh";
    title.textContent = name;
    link.href = box.dataset.address.replace("000000000000", code);
    link.append(title);
    line.append(link);
    list.append(line);
  });
  box.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(KEY);
    box.hidden = true;
    document.getElementById("q").focus();
  });
  box.hidden = false;
})();
