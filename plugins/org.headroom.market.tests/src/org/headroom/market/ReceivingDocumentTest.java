package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.headroom.market.RateLimits.Allowance;
import org.headroom.model.market.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** The tables of docs/protocol about what is refused say what this program does. */
class ReceivingDocumentTest {
    private static final Pattern REASON = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
    private static final Pattern RATE = Pattern.compile("\\| `([a-z]+)` \\| ([0-9,]+) \\| ([0-9,]+) \\|");

    private static String text() throws IOException {
        return Files.readString(Repository.file("docs/protocol/README.md"));
    }

    @Test
    void theReasonsStandInTheirOrder() throws IOException {
        List<String> documented = new ArrayList<>();
        REASON.matcher(text()).results().forEach(each -> documented.add(each.group(1)));
        assertThat(documented)
                .isEqualTo(Arrays.stream(Reason.values()).map(Reason::name).toList());
    }

    @Test
    void theRatesAreThoseThatAreKept() throws IOException {
        Map<Kind, Allowance> documented = new EnumMap<>(Kind.class);
        // The table stands in two columns.
        String lines = text().replace("| | `", "|\n| `");
        RATE.matcher(lines)
                .results()
                .forEach(each -> documented.put(
                        Kind.ofWord(each.group(1)).orElseThrow(),
                        new Allowance(number(each.group(2)), number(each.group(3)))));
        assertThat(documented).isEqualTo(RateLimits.STANDARD.allowances());
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }
}
