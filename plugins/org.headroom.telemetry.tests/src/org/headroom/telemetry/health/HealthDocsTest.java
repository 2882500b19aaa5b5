package org.headroom.telemetry.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.model.health.HealthRule;
import org.junit.jupiter.api.Test;

/** The tables in docs/health.md are the rules and the catalogue themselves. */
class HealthDocsTest {
    private static Path page() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn"))) root = root.getParent();
        return root.resolve("docs/health.md");
    }

    private static String rules() {
        StringBuilder out =
                new StringBuilder("| rule | what it looks at | raised at | cleared at | lasting | severity | action |\n"
                        + "|---|---|---|---|---|---|---|\n");
        for (HealthRule r : RuleBook.AS_IT_COMES.rules())
            out.append("| `%s` | **%s.** %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            r.id(),
                            r.title(),
                            r.meaning(),
                            r.raiseAt().isPresent() ? RuleBook.plain(r.raiseAt().getAsDouble()) + " " + r.unit() : "",
                            r.clearAt().isPresent() ? RuleBook.plain(r.clearAt().getAsDouble()) : "",
                            Words.time(r.lasting()),
                            r.severity().word(),
                            r.action().word()));
        return out.toString();
    }

    private static String codes() {
        StringBuilder out = new StringBuilder(
                "| XID | what happened | usually | severity | action | clears |\n" + "|---|---|---|---|---|---|\n");
        for (Xid x : XidCatalogue.all())
            out.append("| %d | %s. %s | %s | %s | %s | %s |\n"
                    .formatted(
                            x.code(),
                            x.title(),
                            x.advice(),
                            x.cause().words(),
                            x.severity().word(),
                            x.action().word(),
                            x.quiet().map(q -> "after " + Words.time(q)).orElse("after a reset")));
        return out.toString();
    }

    @Test
    void thePageHasEveryRuleAsItIs() throws IOException {
        holds("rules", rules());
    }

    @Test
    void thePageHasEveryXidAsItIs() throws IOException {
        holds("xids", codes());
    }

    // The table as it should be is left where a person can copy it from.
    private static void holds(String name, String table) throws IOException {
        Path wanted = Files.createDirectories(Path.of("target", "health-docs")).resolve(name + ".md");
        Files.writeString(wanted, table);
        assertThat(Files.readString(page()).contains(table))
                .as("docs/health.md has the table of " + wanted.toAbsolutePath())
                .isTrue();
    }
}
