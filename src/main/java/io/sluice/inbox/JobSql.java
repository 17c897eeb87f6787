package io.sluice.inbox;

import io.sluice.delivery.Job;
import io.sluice.delivery.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** How a {@link Job} is kept in the tables {@code job} and {@code job_open}. */
final class JobSql {
    private JobSql() {}

    static void insert(Statements sql, Job job) {
        sql.update(
                """
                INSERT INTO job (lane, id, action, account, kind, name, first_seq, submitted_at, lines)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                job.lane(),
                job.id(),
                job.action(),
                job.target().account(),
                job.target().kind(),
                job.target().name(),
                job.firstSeq(),
                job.submittedAt().toEpochMilli(),
                JobLines.write(job.lines()));
        var open = job.lines().stream()
                .flatMap(line -> line.sources().stream())
                .collect(Collectors.groupingBy(Job.Source::mapping, Collectors.counting()));
        sql.batch("INSERT INTO job_open (lane, job, mapping, n) VALUES (?, ?, ?, ?)", open.entrySet(), count ->
                new Object[] {job.lane(), job.id(), count.getKey(), count.getValue()});
    }

    static void delete(Statements sql, Job job) {
        sql.update("DELETE FROM job WHERE lane = ? AND id = ?", job.lane(), job.id());
        sql.update("DELETE FROM job_open WHERE lane = ? AND job = ?", job.lane(), job.id());
    }

    /** The jobs of a lane, in the order they were submitted. */
    static List<Job> jobs(Statements sql, String lane) {
        return sql.list("SELECT * FROM job WHERE lane = ? ORDER BY submitted_at, first_seq", JobSql::read, lane);
    }

    private static Job read(ResultSet row) throws SQLException {
        return new Job(
                row.getString("lane"),
                row.getString("id"),
                row.getString("action"),
                new Target(row.getString("account"), row.getString("kind"), row.getString("name")),
                JobLines.read(row.getBytes("lines")),
                Instant.ofEpochMilli(row.getLong("submitted_at")));
    }
}
