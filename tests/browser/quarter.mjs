/** Whether the running quarter began in the last `days` days: of one that has just begun there may be nothing to show. */
export function isYoungQuarter(days = 14) {
  const now = new Date();
  return now.getMonth() % 3 === 0 && now.getDate() <= days;
}
