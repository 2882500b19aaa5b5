/** Amounts, durations and quantities as a person reads them. Pure. */
@org.jspecify.annotations.NullMarked
package org.headroom.ui.text;
