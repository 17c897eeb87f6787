package io.sluice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that integration tests start: the packaged jar, or the native executable where the build has made one. */
public final class PackagedProgram {
    private static final Path PROGRAM = Path.of(
                    System.getProperty("sluice.test.program", "target/quarkus-app/quarkus-run.jar"))
            .toAbsolutePath();

    /** It will not live long enough for the JVM to do better than start quickly. What ManifestsIT starts has none of these. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable");

    private PackagedProgram() {}

    public static boolean isJar() {
        return PROGRAM.toString().endsWith(".jar");
    }

    /**
     * The beginning of its command line; the words of a command come after it.
     *
     * @param options of a JVM; an executable knows of these only the size of its heap
     */
    public static List<String> command(List<String> options) throws IOException {
        var command = new ArrayList<String>();
        if (isJar()) {
            command.add(java());
            command.addAll(quickOptions());
            command.addAll(options);
            command.addAll(List.of("-jar", PROGRAM.toString()));
        } else {
            command.add(PROGRAM.toString());
            options.stream().filter(option -> option.startsWith("-Xmx")).forEach(command::add);
        }
        return command;
    }

    /** What lets a JVM start the packaged jar quickly. */
    static List<String> quickOptions() throws IOException {
        var options = new ArrayList<>(QUICK);
        if (isJar()) {
            options.add(ClassArchive.option(PROGRAM, QUICK));
        }
        return options;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
