/** How tests and people look into the sandbox and disturb it: faults, request log, state, a page. */
package io.sluice.sandbox.control;
