package io.sluice.sync;

import java.util.List;

/**
 * One column as its collection declares it.
 *
 * @param paths where its value is in what the API shows, names with dots between; the first that has a value counts
 * @param comment one sentence for whoever reads the table; the database keeps it where it can
 * @param counted false for what changes without anybody having changed the object (statistics): it makes no entry of history
 */
public record Column(String name, Type type, List<String> paths, String comment, boolean counted) {}
