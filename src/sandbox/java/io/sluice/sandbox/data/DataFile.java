package io.sluice.sandbox.data;

import io.sluice.sandbox.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a data file, YAML or JSON. */
public final class DataFile {
    private DataFile() {}

    /** @throws IllegalArgumentException naming the file and what is wrong with it */
    public static <T> T read(Path file, Class<T> declared) {
        try {
            return read(Files.readString(file), file.toString(), declared);
        } catch (IOException e) {
            throw new IllegalArgumentException("The data file " + file + " could not be read: " + e, e);
        }
    }

    /** One that the sandbox brings along, as {@code /sandbox/data.yaml}. */
    public static <T> T bundled(String name, Class<T> declared) {
        try (InputStream in = DataFile.class.getResourceAsStream(name)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, declared);
        } catch (IOException e) {
            throw new IllegalStateException("The bundled data file " + name + " could not be read", e);
        }
    }

    private static <T> T read(String text, String name, Class<T> declared) {
        try {
            var settings = LoadSettings.builder().setLabel(name).build();
            return Json.MAPPER.convertValue(new Load(settings).loadFromString(text), declared);
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The data file " + name + " is not right: " + e.getMessage(), e);
        }
    }
}
