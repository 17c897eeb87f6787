package io.sluice.sandbox.sfmc;

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
    private static final String BUNDLED = "/sandbox/data.yaml";

    private DataFile() {}

    /** @throws IllegalArgumentException naming the file and what is wrong with it */
    public static Declared read(Path file) {
        try {
            return read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException("The data file " + file + " could not be read: " + e, e);
        }
    }

    /** The data extensions that the sandbox brings along. */
    public static Declared bundled() {
        try (InputStream in = DataFile.class.getResourceAsStream(BUNDLED)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUNDLED);
        } catch (IOException e) {
            throw new IllegalStateException("The bundled data file could not be read", e);
        }
    }

    private static Declared read(String text, String name) {
        try {
            var settings = LoadSettings.builder().setLabel(name).build();
            return Json.MAPPER.convertValue(new Load(settings).loadFromString(text), Declared.class);
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The data file " + name + " is not right: " + e.getMessage(), e);
        }
    }
}
