/**
 * SFMC as its clients see it, in memory: one class for each API, behind one token check. Where the documentation is
 * silent a switch decides ({@link io.sluice.sandbox.sfmc.Switches}).
 */
package io.sluice.sandbox.sfmc;
