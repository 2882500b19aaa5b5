package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobService;

/** A small SDL file, of which a test changes what it is about. */
final class Sdl {
    private static final String PLAIN = """
            version: "2.0"
            services:
              web:
                image: nginx:1.27
                expose:
                  - port: 80
                    to:
                      - global: true
            profiles:
              compute:
                small:
                  resources:
                    cpu:
                      units: 0.5
                    memory:
                      size: 512Mi
                    storage:
                      size: 1Gi
              placement:
                anywhere:
                  pricing:
                    small:
                      denom: uakt
                      amount: 100
            deployment:
              web:
                anywhere:
                  profile: small
                  count: 1
            """;

    private final String text;

    private Sdl(String text) {
        this.text = text;
    }

    static Sdl plain() {
        return new Sdl(PLAIN);
    }

    /** Replaces a part that must be there; lines of the replacement are indented as the first is. */
    Sdl with(String part, String instead) {
        assertThat(text).contains(part);
        int at = text.indexOf(part);
        int indent = at - (text.lastIndexOf('\n', at) + 1);
        String lines = instead.strip().replace("\n", "\n" + " ".repeat(indent));
        return new Sdl(text.substring(0, at) + lines + text.substring(at + part.length()));
    }

    JobFileReading read() {
        return JobFileReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    JobService service() {
        JobFileReading reading = read();
        assertThat(reading.error()).isEmpty();
        return reading.services().getFirst();
    }

    JobFileError error() {
        JobFileReading reading = read();
        assertThat(reading.error()).as("refused").isPresent();
        return reading.error().get();
    }

    List<String> warnings() {
        JobFileReading reading = read();
        assertThat(reading.error()).isEmpty();
        return reading.warnings().stream()
                .map(w -> w.line() + " " + w.message())
                .toList();
    }
}
