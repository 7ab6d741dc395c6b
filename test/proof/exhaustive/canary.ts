/** Text that faults put into answers; no run may let it out anywhere (I10). */
export const CANARY = "c4n4ry0fth3w1r3";
