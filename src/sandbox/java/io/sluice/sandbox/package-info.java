/**
 * A strict stand-in for Salesforce Marketing Cloud: its own program, which knows nothing of the gateway. A request goes
 * from {@code http} to {@code control} (log, pace, faults) to {@code sfmc}. How to use it: {@code docs/sandbox.md}.
 */
package io.sluice.sandbox;
