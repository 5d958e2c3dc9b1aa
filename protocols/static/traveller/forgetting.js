// The link leads nowhere any more: what the phone kept of the ticket goes too.

import { forgetTicket } from "./store.js";

const [, folder, secret] = location.pathname.split("/");
forgetTicket(`/${folder}/${secret}`).catch(() => undefined);
