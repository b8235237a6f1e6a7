package datasync.object;

/// Sorts numbers by an order of their own, which the JDK does for objects only.
final class IntOrder {
  private IntOrder() {}

  /// The order of two numbers.
  interface Comparison {
    int compare(int left, int right);
  }

  /// The numbers from 0 to `count` in the given order; equal ones stay as they are.
  static int[] of(int count, Comparison comparison) {
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    int[] to = new int[count];
    for (int width = 1; width < count && width > 0; width *= 2) {
      for (int start = 0; start < count; start += 2 * width) {
        int middle = Math.min(start + width, count);
        merge(from, to, start, middle, Math.min(middle + width, count), comparison);
        if (count - start <= 2 * width) {
          break;
        }
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(
      int[] from, int[] to, int start, int middle, int end, Comparison comparison) {
    if (middle == end || comparison.compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          right == end || left < middle && comparison.compare(from[left], from[right]) <= 0;
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
