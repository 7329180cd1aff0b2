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
  let speaking = false;
  const stop = () => { speaking = false; voice.cancel(); button.textContent = start; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speaking) { stop(); return; }
    speaking = true;
    button.textContent = button.dataset.stop;
    sentences.forEach((text, place) => {
      const words = new SpeechSynthesisUtterance(text);
      words.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
      if (place === sentences.length - 1) words.onend = () => { if (speaking) stop(); };
      voice.speak(words);
    });
  });
  window.addEventListener("pagehide", () => voice.cancel());
})();
