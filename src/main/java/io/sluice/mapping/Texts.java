package io.sluice.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a directory that are read together. */
final class Texts {
    private Texts() {}

    /**
     * Their texts by their names, in the order of the names.
     *
     * @param suffix of their names
     * @param remedy what to do when there is no such directory
     * @param unreadable gets what cannot be read
     */
    static Map<String, String> of(Path directory, String suffix, String remedy, List<Mistake> unreadable) {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(directory, "*" + suffix)) {
            for (var file : files) {
                text(file, texts, unreadable);
            }
        } catch (IOException failed) {
            unreadable.add(unreadable(directory, failed, remedy));
        }
        return texts;
    }

    private static void text(Path file, Map<String, String> texts, List<Mistake> unreadable) {
        try {
            texts.put(file.toString().replace('\\', '/'), Files.readString(file));
        } catch (IOException failed) {
            unreadable.add(unreadable(file, failed, "make it a readable file in UTF-8"));
        }
    }

    private static Mistake unreadable(Path path, IOException failed, String remedy) {
        return new Mistake(path.toString(), 1, 1, "cannot be read (" + failed + ")", remedy);
    }
}
