package org.headroom.localchain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a story, or each story of a class, meets no limit or no failure at its nodes. {@link NodeStory} prints the
 * reason. A declaration of a method replaces that of its class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface WithoutMishaps {
    /** Why. */
    String value();

    /** Whether the story may ask its nodes nothing at all. */
    boolean mayAskNothing() default false;
}
