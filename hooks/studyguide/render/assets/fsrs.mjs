/* The schedule of fsrs.js as a module, for tests and for whoever wants to use it elsewhere. */
import "./fsrs.js";

export const { Rating, State, review, retrievability } = globalThis.studyguide.fsrs;
