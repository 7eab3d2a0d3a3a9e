// Small helps for forms; every screen also works without them.
(() => {
  "use strict";

  const MONTHS = {
    id: ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
    en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  };

  // A typed day is said in words beside the field, so that nobody mistakes day and month.
  function sayDay(input) {
    const words = input.parentElement.querySelector("[data-day-words]");
    const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(input.value.trim());
    if (!words) return;
    const months = MONTHS[document.documentElement.lang] || MONTHS.id;
    words.textContent = match && months[match[2] - 1] ? `${Number(match[1])} ${months[match[2] - 1]} ${match[3]}` : "";
  }

  // Ticks of the roster: how many are present, absent, not marked.
  function countTicks(form) {
    const total = form.querySelectorAll(".rk-tick").length;
    const present = form.querySelectorAll(".rk-tick .p:checked").length;
    const absent = form.querySelectorAll(".rk-tick .a:checked").length;
    for (const [name, value] of Object.entries({ present, absent, unmarked: total - present - absent })) {
      document.querySelectorAll(`[data-count="${name}"]`).forEach((place) => { place.textContent = value; });
    }
  }

  document.addEventListener("input", (event) => {
    if (event.target.closest(".rk-day-field, [id^=div_id]") && event.target.parentElement.querySelector("[data-day-words]")) sayDay(event.target);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-log]");
    if (form && event.target.closest(".rk-tick")) countTicks(form);
    if (event.target.matches("[data-show-password]")) {
      document.querySelectorAll("input[name=password]").forEach((field) => { field.type = event.target.checked ? "text" : "password"; });
    }
    if (event.target.matches("[data-auto-submit]")) event.target.form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-mark-all]");
    if (all) {
      const form = all.closest("form");
      form.querySelectorAll(".rk-tick").forEach((row) => {
        if (!row.querySelector(".a:checked")) row.querySelector(".p").checked = true;
      });
      countTicks(form);
    }
    const more = event.target.closest("[data-add-row]");
    if (more) {
      const hidden = document.getElementById(more.dataset.addRow).querySelector("[hidden]");
      if (hidden) hidden.hidden = false;
      if (hidden) hidden.querySelector("input").focus();
      if (!document.getElementById(more.dataset.addRow).querySelector("[hidden]")) more.hidden = true;
    }
    if (event.target.closest("[data-print]")) window.print();
    const copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).value).then(() => {
        document.querySelectorAll("[data-copied]").forEach((place) => { place.hidden = false; });
      });
    }
  });

  // A second tap while the first is on its way sends nothing; the server would make one record of it anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.submitter?.name === "_pick") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-log]").forEach(countTicks);
    document.querySelectorAll("[data-needs-script]").forEach((place) => { place.hidden = false; });
    document.querySelectorAll("[data-collapse-rows] > *").forEach((row, place) => {
      if (place > 0 && ![...row.querySelectorAll("input")].some((field) => field.value)) row.hidden = true;
    });
  });
})();
