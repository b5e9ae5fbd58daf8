/** Sends files to a person. The module itself is loaded with its first use. */

import { whenLoaded } from "../store/route.js";

const sending = () => import("../features/sending/send_to.js");

/** @param {string} userId @param {File[]} files */
export const sendTo = (userId, files) => whenLoaded(sending, (module) => module.sendTo(userId, files));
