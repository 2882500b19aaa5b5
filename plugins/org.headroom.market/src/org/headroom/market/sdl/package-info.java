/** Akash's Stack Definition Language, versions 2.0 and 2.1. */
@org.jspecify.annotations.NullMarked
package org.headroom.market.sdl;
