package io.sluice.inbox;

import io.sluice.delivery.Job;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The lines of a job as they are kept: one compressed value, since there are thousands, and all are read at once. */
final class JobLines {
    private JobLines() {}

    static byte[] write(List<Job.Line> lines) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            var mappings = new LinkedHashMap<String, Integer>();
            lines.forEach(
                    line -> line.sources().forEach(source -> mappings.putIfAbsent(source.mapping(), mappings.size())));
            out.writeInt(mappings.size());
            for (var mapping : mappings.keySet()) {
                text(out, mapping);
            }
            out.writeInt(lines.size());
            for (var line : lines) {
                line(out, line, mappings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void line(DataOutputStream out, Job.Line line, Map<String, Integer> mappings) throws IOException {
        text(out, line.key());
        out.writeInt(line.sources().size());
        for (var source : line.sources()) {
            out.writeLong(source.seq());
            out.writeInt(mappings.get(source.mapping()));
            out.writeBoolean(source.part());
        }
    }

    /** @throws UncheckedIOException when they were not written by {@link #write} */
    static List<Job.Line> read(byte[] kept) {
        try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(kept)))) {
            var mappings = new String[in.readInt()];
            for (var i = 0; i < mappings.length; i++) {
                mappings[i] = text(in);
            }
            var count = in.readInt();
            var lines = new ArrayList<Job.Line>(count);
            for (var i = 0; i < count; i++) {
                lines.add(line(in, mappings));
            }
            return List.copyOf(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("A job's lines in the store cannot be read.", e);
        }
    }

    private static Job.Line line(DataInputStream in, String[] mappings) throws IOException {
        var key = text(in);
        var count = in.readInt();
        var sources = new ArrayList<Job.Source>(count);
        for (var i = 0; i < count; i++) {
            sources.add(new Job.Source(in.readLong(), mappings[in.readInt()], in.readBoolean()));
        }
        return new Job.Line(key, List.copyOf(sources));
    }

    /** Its own UTF takes 64 KB at the most. */
    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
