/**
 * Portal properties of what floats over a page: it belongs to the page's main landmark, so that its header is no second
 * banner and its text is not outside of every landmark.
 */
export const insideMain = { target: '#main' };
