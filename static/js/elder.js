// Remembers large type on this device, and reads a page's summary aloud. Everything works without it.
"use strict";
(() => {
  const KEY = "large";
  const large = document.documentElement.classList.contains("large");
  const size = document.getElementById("size");
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  if (size && store) {
    if (large) store.setItem(KEY, "1");
    size.addEventListener("click", () => { if (large) store.removeItem(KEY); });
    // Only who arrives from elsewhere is led on: a page inside the portal, or an answered form, is never left.
    if (!large && store.getItem(KEY) && !document.referrer.startsWith(location.origin)) location.replace(size.href);
  }
  const button = document.getElementById("listen");
  const sentences = [...document.querySelectorAll("[data-speak]")].map((one) => one.textContent.trim());
  if (!button || !sentences.length || !("speechSynthesis" in window)) return;
  const start = button.textContent;
  const voice = window.speechSynthesis;
  // The sentence that ends the reading while one runs. A device without a voice says so by an error: that ends it, too.
  let last = null;
  const stop = () => { last = null; voice.cancel(); button.textContent = start; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (last) { stop(); return; }
    button.textContent = button.dataset.stop;
    const all = sentences.map((text) => {
      const words = new SpeechSynthesisUtterance(text);
      words.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
      words.onerror = words.onend = () => { if (words === last) stop(); };
      return words;
    });
    last = all[all.length - 1];
    all.forEach((words) => voice.speak(words));
  });
  window.addEventListener("pagehide", () => voice.cancel());
})();
