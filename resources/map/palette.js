/** The roles of the theme that the page draws with, used until the host sends its own. Keys as in setTheme. */
export const FALLBACK = {
  light: {
    surface: "#ffffff", surfaceDim: "#f3f2ee", text: "#1b232c", textMuted: "#5d6670", outline: "#c5ccd3",
    primary: "#1f4e8c", onPrimary: "#ffffff", danger: "#b3261e", onDanger: "#ffffff", warning: "#8a5a00",
    success: "#1e6b3c", info: "#0b6e99", selection: "#e07a00",
    safetyWorse: "#9a3d6b", safetyBetter: "#2a7a8c", safetyUnknown: "#6d7278", safetyFew: "#767c82",
  },
  dark: {
    surface: "#23272d", surfaceDim: "#1a1d21", text: "#e6e1d8", textMuted: "#a8a49b", outline: "#4a5058",
    primary: "#8fb8ea", onPrimary: "#0d2440", danger: "#ff8f82", onDanger: "#3b0906", warning: "#f0b656",
    success: "#7fcf9b", info: "#74c4e4", selection: "#ffb454",
    safetyWorse: "#e08bb4", safetyBetter: "#6cc3d5", safetyUnknown: "#a3a8ae", safetyFew: "#8d939a",
  },
  contrast: {
    surface: "#ffffff", surfaceDim: "#ffffff", text: "#000000", textMuted: "#202020", outline: "#404040",
    primary: "#00307a", onPrimary: "#ffffff", danger: "#8f0000", onDanger: "#ffffff", warning: "#5c3a00",
    success: "#00491d", info: "#004a6b", selection: "#b34700",
    safetyWorse: "#7a1f4e", safetyBetter: "#005a6b", safetyUnknown: "#505050", safetyFew: "#606060",
  },
};

function channels(colour) {
  const digits = /^#([0-9a-f]{6})/i.exec(colour);
  const value = digits ? Number.parseInt(digits[1], 16) : 0x808080;
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colour that lies at `share` (0 to 1) of the way from one colour to another, both #rrggbb. */
export function mix(from, to, share) {
  const [a, b] = [channels(from), channels(to)];
  return `#${a.map((v, i) => Math.round(v + (b[i] - v) * share).toString(16).padStart(2, "0")).join("")}`;
}

const NATURE = {
  light: { water: "#c4d9e6", waterLine: "#a9c6d8", green: "#dbe7d0", wood: "#cbdcbf", pitch: "#d3e3cf" },
  dark: { water: "#22343f", waterLine: "#2b4350", green: "#222c24", wood: "#243126", pitch: "#26312a" },
  contrast: { water: "#b4d3e8", waterLine: "#7fb0d0", green: "#dcebd0", wood: "#c8deb8", pitch: "#d0e3c8" },
};

/**
 * What the map is drawn with: the theme's roles and the colours of a quiet ground that follow from them.
 *
 * @param {"light"|"dark"|"contrast"} scheme
 * @param {Object<string, string>} tokens roles as #rrggbb; a missing one falls back
 */
export function palette(scheme, tokens) {
  const name = FALLBACK[scheme] ? scheme : "light";
  const roles = { ...FALLBACK[name], ...tokens };
  const dark = name === "dark";
  const ground = dark ? roles.surfaceDim : mix(roles.surfaceDim, "#efece4", name === "contrast" ? 0 : 0.5);
  const strong = name === "contrast";
  return {
    ...roles, ...NATURE[name], scheme: name, ground,
    built: dark ? mix(ground, roles.text, 0.03) : mix(ground, "#e3ddd2", 0.45),
    yard: mix(ground, NATURE[name].green, 0.5),
    works: dark ? mix(ground, "#8b86a8", 0.06) : mix(ground, "#d9d6e0", 0.45),
    building: dark ? mix(ground, roles.text, 0.085) : mix(ground, "#b9ae9f", strong ? 0.7 : 0.42),
    buildingLine: dark ? mix(ground, roles.text, 0.14) : mix(ground, "#9c8f7d", strong ? 0.9 : 0.42),
    road: dark ? mix(ground, roles.text, 0.2) : "#ffffff",
    roadMinor: dark ? mix(ground, roles.text, 0.15) : "#ffffff",
    roadMajor: dark ? mix(ground, "#d9b26b", 0.36) : mix("#ffffff", "#f4d58d", strong ? 0.9 : 0.62),
    roadMotorway: dark ? mix(ground, "#dd9a5b", 0.42) : mix("#ffffff", "#f0b26b", 0.75),
    casing: dark ? mix(ground, "#000000", 0.35) : mix(ground, "#8d8577", strong ? 0.9 : 0.42),
    path: dark ? mix(ground, roles.text, 0.3) : mix(ground, "#8b8069", strong ? 1 : 0.62),
    rail: dark ? mix(ground, roles.text, 0.3) : mix(ground, "#6f6a63", strong ? 1 : 0.6),
    label: dark ? mix(roles.textMuted, roles.surface, 0.05) : mix(roles.textMuted, "#5b564d", 0.4),
    labelStrong: roles.text,
    labelWater: dark ? mix(roles.info, roles.surfaceDim, 0.35) : mix(roles.info, "#35627c", 0.6),
    labelGreen: dark ? mix(roles.success, roles.surfaceDim, 0.35) : mix(roles.success, "#4a6b46", 0.6),
    halo: dark ? mix(ground, "#000000", 0.15) : mix(roles.surface, ground, 0.25),
    district: roles.primary,
  };
}
