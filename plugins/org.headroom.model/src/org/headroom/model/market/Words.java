package org.headroom.model.market;

import java.util.List;
import java.util.regex.Pattern;

/** Words of an open vocabulary (network classes, kinds of proof, regions): whoever does not know one asks for no more. */
final class Words {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final int MOST = 32;

    private Words() {}

    static void check(String what, String word) {
        if (!FORM.matcher(word).matches())
            throw new IllegalArgumentException(what + ": 1 to 32 letters, digits and hyphens");
    }

    static void checkAll(String what, List<String> words) {
        if (words.size() > MOST) throw new IllegalArgumentException(what + ": at most " + MOST + " words");
        words.forEach(word -> check(what, word));
    }
}
