"use strict";

// What a shop's page loads from the provider. The card goes from here to the provider alone.
(() => {
  const home = new URL(document.currentScript.src).origin;

  const field = (name, hint) => {
    const input = document.createElement("input");
    Object.assign(input, { name, placeholder: hint, ariaLabel: hint, autocomplete: `cc-${name}` });
    return input;
  };

  const newCard = () => {
    const fields = [field("number", "Card number"), field("exp", "MM / YY"), field("csc", "CVC")];
    return {
      mount: (place) => document.querySelector(place).replaceChildren(...fields),
      on: () => {},
      facts: () => {
        const [month, year] = fields[1].value.split("/").map((part) => part.trim());
        return { number: fields[0].value, exp_month: month, exp_year: `20${year}` };
      },
    };
  };

  const askHolder = () => new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    const text = document.createElement("p");
    text.textContent = "Your bank asks: is it you who pays?";
    dialog.append(text, ...[["Yes", true], ["No", false]].map(([word, said]) => {
      const button = document.createElement("button");
      button.textContent = word;
      button.onclick = () => { dialog.remove(); resolve(said); };
      return button;
    }));
    document.body.append(dialog);
    dialog.showModal();
  });

  window.Stripe = (key) => {
    const post = async (path, facts) => {
      const form = new URLSearchParams({ key, ...facts });
      const answer = await fetch(`${home}/v1/${path}`, { method: "POST", body: form });
      return answer.json();
    };

    const confirm = async (kind, secret, told) => {
      const id = secret.split("_secret_")[0];
      const card = told?.payment_method?.card?.facts() ?? {};
      const facts = { client_secret: secret };
      for (const [name, text] of Object.entries(card)) {
        facts[`payment_method_data[card][${name}]`] = text;
      }
      let intent = await post(`${kind}/${id}/confirm`, facts);
      if (intent.status === "requires_action") {
        const success = await askHolder();
        intent = await post(`${kind}/${id}/answer_bank`, { client_secret: secret, success });
      }
      return intent;
    };

    return {
      elements: () => ({ create: newCard }),
      confirmCardPayment: async (secret, told) => {
        const intent = await confirm("payment_intents", secret, told);
        return intent.error ? { error: intent.error } : { paymentIntent: intent };
      },
      confirmCardSetup: async (secret, told) => {
        const intent = await confirm("setup_intents", secret, told);
        return intent.error ? { error: intent.error } : { setupIntent: intent };
      },
    };
  };
})();
