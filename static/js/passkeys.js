// Starts django-allauth's passkey forms, since our pages hold no script of their own:
// <form data-passkey="authenticateForm" data-ids='{"authenticate": "…", "credential": "…"}'>.
for (const form of document.querySelectorAll("[data-passkey]")) {
  window.allauth.webauthn.forms[form.dataset.passkey]({ ids: JSON.parse(form.dataset.ids) });
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.getElementById("passkey-problem");
  if (!told) return;
  told.hidden = false;
  const gaveUp = event.detail.exception?.name === "NotAllowedError";
  told.querySelector("p").textContent = gaveUp
    ? "The passkey was not used: it was refused, or it took too long."
    : "The passkey could not be used in this browser, or at this address.";
});
