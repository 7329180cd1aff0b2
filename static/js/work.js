// Adds one row at a time without a trip to the server, and asks before leaving what is not saved. Everything works without it.
"use strict";
(() => {
  const rows = document.getElementById("rows");
  const form = document.querySelector(".work form");
  if (!form) return;
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  const mend = document.getElementById("mend");
  if (mend) mend.focus();
  const more = form.querySelector("button[value=add]");
  if (!rows || !more || !rows.lastElementChild) return;
  const count = form.querySelector("input[name=rows-count]");
  more.addEventListener("click", (event) => {
    event.preventDefault();
    const place = Number(count.value) + 1;
    const last = rows.lastElementChild;
    const fresh = last.cloneNode(true);
    const old = `rows-${place - 1}-`;
    fresh.id = `row-${place}`;
    fresh.querySelector("legend").textContent = fresh.querySelector("legend").textContent.replace(String(place - 1), String(place));
    fresh.querySelectorAll(".errornote, .told, input[name$='-kept']").forEach((node) => node.remove());
    fresh.querySelectorAll(".wrong").forEach((node) => node.classList.remove("wrong"));
    fresh.querySelectorAll("input, select, textarea").forEach((control) => {
      control.name = control.name.replace(old, `rows-${place}-`);
      control.id = control.id.replace(old, `rows-${place}-`);
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
      if (control.type === "checkbox") control.checked = false; else control.value = "";
    });
    fresh.querySelectorAll("label[for]").forEach((label) => { label.htmlFor = label.htmlFor.replace(old, `rows-${place}-`); });
    rows.append(fresh);
    count.value = String(place);
    fresh.querySelector("input:not([type=hidden]), select, textarea").focus();
  });
})();
