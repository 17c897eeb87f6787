package io.sluice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that integration tests start: the packaged jar, or the native executable where the build has made one. */
public final class PackagedProgram {
    private static final Path PROGRAM =
            Path.of(System.getProperty("sluice.test.program", "target/quarkus-app/quarkus-run.jar"));

    private PackagedProgram() {}

    public static boolean isJar() {
        return PROGRAM.toString().endsWith(".jar");
    }

    /**
     * The beginning of its command line; the words of a command come after it.
     *
     * @param options of a JVM; an executable knows of these only the size of its heap
     */
    public static List<String> command(List<String> options) {
        var command = new ArrayList<String>();
        if (isJar()) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-jar", PROGRAM.toAbsolutePath().toString()));
        } else {
            command.add(PROGRAM.toAbsolutePath().toString());
            options.stream().filter(option -> option.startsWith("-Xmx")).forEach(command::add);
        }
        return command;
    }
}
