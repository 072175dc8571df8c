// The simulated clock. Instants come as ISO texts with their zone, and are shown in that zone.

const DAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

let now = null;

export const setNow = (iso) => { now = iso; };
export const today = () => (now === null ? "" : dayOf(now));

export const dayOf = (iso) => iso.slice(0, 10);
export const hourOf = (iso) => iso.slice(11, 16);
export const secondOf = (iso) => iso.slice(11, 19);

function weekday(day) {
  return DAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
}

export function dateText(day) {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

export function fullDate(iso) {
  const day = dayOf(iso);
  return `${weekday(day)}, ${dateText(day)}`;
}

export function dayName(day) {
  const apart = (Date.parse(today()) - Date.parse(day)) / 86400000;
  if (apart === 0) return "Hôm nay";
  if (apart === 1) return "Hôm qua";
  return `${weekday(day)}, ${dateText(day)}`;
}

export function shortTime(iso) {
  const day = dayOf(iso);
  const apart = (Date.parse(today()) - Date.parse(day)) / 86400000;
  return apart === 0 ? hourOf(iso) : dateText(day).slice(0, 5);
}

export function sizeText(bytes) {
  const comma = (number) => number.toFixed(1).replace(".", ",");
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1048576) return `${comma(bytes / 1024)} KB`;
  return `${comma(bytes / 1048576)} MB`;
}
