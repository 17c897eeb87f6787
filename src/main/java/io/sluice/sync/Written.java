package io.sluice.sync;

import java.util.List;

/**
 * What came of writing a collection.
 *
 * @param status success, or partial when something was left out
 * @param notices those of the load, and what the warehouse had to say
 */
record Written(Changes changes, Status status, List<String> notices) {}
