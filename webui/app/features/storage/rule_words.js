/** The office's rule for old files, in words. */

import { t } from "../../lib/i18n.js";
import { sizeText } from "../files/names.js";

/** Says what a rule does. @param {{days: number, larger_than: number}} rule */
export const ruleWords = ({ days, larger_than: size }) => (size > 0 ? t("storage.own_rule_large", { n: days, size: sizeText(size) }) : t("storage.own_rule", { n: days }));
