/** Who may stop the reminders of an urgent message. */

import { isAdmin, myId } from "../../store/session.js";

/** Whether I may stop the reminders of an urgent message. @param {any} message */
export const mayEnd = ({ sender_id: sender, content }) => !content.urgent.ended_at && (sender === myId.value || isAdmin.value);
