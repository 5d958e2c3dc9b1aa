"use strict";

const form = document.getElementById("paying");
const reason = document.getElementById("reason");
const button = form.querySelector("button");
const stripe = Stripe(form.dataset.key);
const card = stripe.elements().create("card");
const confirming = { payment: "confirmCardPayment", card: "confirmCardSetup" }[form.dataset.way];
card.mount("#card");

// The provider charges the card, and asks its holder's bank where that is wanted.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  reason.textContent = "";
  button.disabled = true;
  try {
    const told = await stripe[confirming](form.dataset.secret, { payment_method: { card } });
    if (!told.error) {
      location.assign(form.dataset.done);
      return;
    }
    reason.textContent = told.error.message;
  } catch {
    reason.textContent = "The connection failed; please try again.";
  }
  button.disabled = false;
});
