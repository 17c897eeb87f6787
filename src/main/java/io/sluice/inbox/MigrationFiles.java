package io.sluice.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.Location;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.classpath.ClassPathResource;

/**
 * The migrations of one database, by name. Flyway would look for them in a directory of the class path, which a native
 * executable does not have: there, its scanner throws.
 */
record MigrationFiles(Location directory) implements ResourceProvider {
    /** In each of the directories. */
    static final List<String> NAMES = List.of("V1__store.sql");

    @Override
    public LoadableResource getResource(String name) {
        return NAMES.contains(name) ? file(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return NAMES.stream()
                .filter(name -> name.startsWith(prefix))
                .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
                .map(this::file)
                .toList();
    }

    private LoadableResource file(String name) {
        return new ClassPathResource(
                directory,
                directory.getRootPath() + "/" + name,
                MigrationFiles.class.getClassLoader(),
                StandardCharsets.UTF_8);
    }
}
