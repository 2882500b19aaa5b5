package org.headroom.market.compose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;

/** Amounts as Compose writes them: cores as decimals, and bytes in units of 1024 whatever the unit is called. */
final class ComposeQuantities {
    private static final Pattern CORES = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,9})?)\\s*([kmgtp]?)i?b?");
    private static final String UNITS = "kmgtp";

    private ComposeQuantities() {}

    /** Thousandths of a core, at least one. */
    static long cpuMillis(YamlNode node, String what) throws UnusableJobFile {
        String written = Expected.text(node, what).text().strip();
        if (!CORES.matcher(written).matches()) throw Expected.wrong(node, what, "a number of cores, such as 0.5");
        long millis = new BigDecimal(written)
                .movePointRight(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        if (millis < 1) throw Expected.wrong(node, what, "a number of cores above 0, such as 0.5");
        return millis;
    }

    static long bytes(YamlNode node, String what) throws UnusableJobFile {
        String expected = "a size above 0, such as 512m or 2g";
        Matcher m = SIZE.matcher(Expected.text(node, what).text().strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) throw Expected.wrong(node, what, expected);
        int power = m.group(2).isEmpty() ? 0 : UNITS.indexOf(m.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0)
            throw Expected.wrong(node, what, expected);
        return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
    }
}
