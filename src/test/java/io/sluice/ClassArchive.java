package io.sluice;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of the packaged program as a JVM has them ready: each of the many starts costs a third less of the processor. Made by
 * the first test JVM that needs it; the others wait for it.
 */
final class ClassArchive {
    private static final Path FILE = Path.of("target", "sluice.jsa").toAbsolutePath();

    private ClassArchive() {}

    /** For the command line of a JVM that starts this jar with those options. */
    static String option(Path jar, List<String> options) throws IOException {
        var lock = FILE.resolveSibling("sluice.jsa.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (held.isValid() && !isOf(jar)) {
                make(jar, options);
            }
        }
        return "-XX:SharedArchiveFile=" + FILE;
    }

    private static boolean isOf(Path jar) throws IOException {
        return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jar)) > 0;
    }

    /** By a command that loads what there is of routes and mappings, and calls nobody. */
    private static void make(Path jar, List<String> options) throws IOException {
        var made = FILE.resolveSibling("sluice.jsa.new");
        var log = FILE.resolveSibling("sluice.jsa.log");
        var command = new ArrayList<>(List.of(PackagedProgram.java()));
        command.addAll(options);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + made, "-jar", jar.toString(), "check"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SLUICE_STORE_URL", "jdbc:sqlite:" + FILE.resolveSibling("sluice.jsa.db"));
        try {
            builder.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (Files.notExists(made)) {
            throw new IOException("The archive of classes was not made; see " + log);
        }
        Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING);
    }
}
