# Interlock in one image: Node, Python for actions, and PostgreSQL from the npm package.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 tzdata && rm -rf /var/lib/apt/lists/* \
  && useradd --create-home interlock && mkdir /data && chown interlock /data
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/bin bin
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# Compiles what every start of the sandbox would otherwise: the server can't write beside its sources.
RUN python3 -s -S dist/server/sandbox/guest/kept_code.py
USER interlock
ENV HOST=0.0.0.0 DATA_DIR=/data NODE_ENV=production
VOLUME /data
EXPOSE 4400
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:' + (process.env.PORT || 4400) + '/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "bin/interlock.js", "start"]
