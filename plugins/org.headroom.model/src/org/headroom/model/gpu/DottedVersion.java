package org.headroom.model.gpu;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A version of whole numbers with points between: a driver's {@code 550.54.15}, CUDA's {@code 12.4}, a compute capability
 * {@code 8.9}. Compared number by number; what is missing at the end counts as zero.
 */
public record DottedVersion(String text) implements Comparable<DottedVersion> {
    private static final Pattern FORM = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,3}");

    public DottedVersion {
        if (!FORM.matcher(text).matches())
            throw new IllegalArgumentException(
                    "not a version such as 12.4: one to four whole numbers with points between");
    }

    private int[] numbers() {
        return Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    @Override
    public int compareTo(DottedVersion other) {
        int[] a = numbers();
        int[] b = other.numbers();
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Integer.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
            if (order != 0) return order;
        }
        return 0;
    }

    public boolean atLeast(DottedVersion wanted) {
        return compareTo(wanted) >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
